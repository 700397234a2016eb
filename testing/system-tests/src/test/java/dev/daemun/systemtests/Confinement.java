package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Checks as whom containers run, and which of them can be reached from outside. */
final class Confinement {
    private Confinement() {}

    static void assertThatOnlyTheProxyIsReached(ComposedPlatform platform, int parts) {
        List<String> published = platform.inspect(
                "{{.Name}} {{range $port, $at := .NetworkSettings.Ports}}{{range $at}}{{$port}} {{end}}{{end}}");
        assertThat(published).hasSize(parts);
        assertThat(published)
                .filteredOn(part -> part.contains("/tcp"))
                .singleElement()
                .asString()
                .contains("proxy");
    }

    static void assertThatNobodyIsRoot(ComposedPlatform platform, int parts) {
        assertThat(platform.inspect("{{.Config.User}}"))
                .hasSize(parts)
                .noneMatch(user -> user.matches("|root|0(:.*)?"));
        assertThat(platform.inspect(
                        "{{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}" + " {{.HostConfig.RestartPolicy.Name}}"))
                .containsOnly("[ALL] [no-new-privileges:true] unless-stopped");
        assertThat(platform.inspect("{{.HostConfig.Memory}}")).noneMatch("0"::equals);
    }
}
