"""Running the core: admission, deadline, watchdog, warm-up, logs."""
