"""The promises of running the service, each measured on a service that is started for it; see docs/reliability.md."""
