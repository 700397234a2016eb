package dev.daemun.localplatform;

import java.io.PrintStream;

/** Prints what a person needs to know about a running platform. */
final class Summary {
    private Summary() {}

    static void print(PlatformDescription platform, PrintStream out) {
        String service = platform.services().get(0).url();
        StringBuilder text = new StringBuilder();
        text.append("\nDaemun is ready. Open ").append(platform.webApp()).append("\n\n");
        row(text, "API docs, with a sign in button", service + "/swagger-ui/index.html");
        row(text, "Admin console", platform.admin().url());
        row(
                text,
                "  administrator",
                platform.admin().username() + " / " + platform.admin().password());
        row(text, "Issuer", platform.issuer());
        text.append('\n');
        for (PlatformDescription.User user : platform.users()) {
            row(
                    text,
                    "Demo login (" + String.join(", ", user.roles()) + ")",
                    user.username() + " / " + user.password());
        }
        standIns(text, platform);
        debugPorts(text, platform);
        text.append("\nCall the service:\n\n");
        text.append("  curl -H \"Authorization: Bearer $(./run token demo-member)\" ")
                .append(service)
                .append("/me\n\n");
        text.append("Ctrl-C or `./run stop` ends it; the data stays. `./run --fresh` starts over.\n");
        out.println(text);
    }

    private static void standIns(StringBuilder text, PlatformDescription platform) {
        if (platform.standIns() == null) {
            return;
        }
        text.append('\n');
        for (PlatformDescription.StandIn standIn : platform.standIns()) {
            row(text, "Stand-in, until " + standIn.variable() + " is set", standIn.url());
        }
    }

    private static void debugPorts(StringBuilder text, PlatformDescription platform) {
        if (platform.debugPorts() == null) {
            return;
        }
        text.append('\n');
        platform.debugPorts().forEach((process, port) -> row(text, "Debugger of " + process, "localhost:" + port));
    }

    private static void row(StringBuilder text, String what, String where) {
        text.append(String.format("  %-54s %s%n", what, where));
    }
}
