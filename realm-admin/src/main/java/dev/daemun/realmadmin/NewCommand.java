package dev.daemun.realmadmin;

import picocli.CommandLine.Command;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Writes a new piece of the realm's files, or makes an administrator.",
        subcommands = {NewServiceCommand.class, NewAdministratorCommand.class})
final class NewCommand {}
