# shellcheck shell=bash
# What scripts and the Makefile ask of Compose. Sourced by them, never run.

# project_name [SETTINGS] - print the name of the Compose project, as .env has it or another file of settings.
project_name() {
    local settings=${1:-}
    docker compose ${settings:+--env-file "$settings"} config | sed -n 's/^name: //p'
}
