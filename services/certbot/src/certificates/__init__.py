"""Life cycle of the site's certificate: decides when certbot runs, checks its result, installs it for nginx."""
