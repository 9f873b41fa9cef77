"""Who is quoted in an archive: tables of people and bodies, how they are quoted, where and when."""
