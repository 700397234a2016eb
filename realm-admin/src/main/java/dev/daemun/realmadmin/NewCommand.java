package dev.daemun.realmadmin;

import picocli.CommandLine.Command;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Writes a new piece of the realm's files.",
        subcommands = NewServiceCommand.class)
final class NewCommand {}
