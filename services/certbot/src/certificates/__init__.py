"""The life of the site's certificate: decides when certbot runs, checks what it brings, installs it for nginx."""
