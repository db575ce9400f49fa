"""What `make site-test` promises of the built book, one promise a module; the judges are other people's programs."""
