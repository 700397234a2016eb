package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What the engine says of containers: who they are, and who reaches them. */
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
