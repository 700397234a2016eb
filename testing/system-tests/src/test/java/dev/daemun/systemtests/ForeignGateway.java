package dev.daemun.systemtests;

import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gateways that are not ours, each with the configuration of docs/gateways.md, in a process of its own. */
enum ForeignGateway {
    NGINX("nginx", "nginx", "nginx") {
        @Override
        List<String> command(Path directory, List<String> blocks) throws IOException {
            String place = directory.toString();
            Files.writeString(directory.resolve("check.conf"), blocks.get(1));
            Files.writeString(directory.resolve("nginx.conf"), """
                    daemon off;
                    master_process off;
                    pid %1$s/pid;
                    error_log stderr;
                    events {}
                    http {
                        access_log off;
                        client_body_temp_path %1$s/bodies;
                        proxy_temp_path %1$s/proxied;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                        %2$s
                    }
                    """.formatted(place, blocks.get(0)));
            return List.of(
                    "nginx", "-p", place, "-c", directory.resolve("nginx.conf").toString());
        }
    },
    CADDY("caddy", "Caddy", "caddyfile") {
        @Override
        List<String> command(Path directory, List<String> blocks) throws IOException {
            Path file = directory.resolve("Caddyfile");
            Files.writeString(file, "{\n\tadmin off\n}\n" + blocks.get(0));
            return List.of("caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
        }
    };

    private final String program;
    private final String heading;
    private final String language;

    ForeignGateway(String program, String heading, String language) {
        this.program = program;
        this.heading = heading;
        this.language = language;
    }

    abstract List<String> command(Path directory, List<String> blocks) throws IOException;

    /**
     * Starts one; to be closed.
     *
     * @param port that it listens on
     * @param service port of the service behind it
     * @param check port of the service that it asks
     */
    ManagedProcess start(int port, int service, int check) {
        Path directory = Path.of("target", "gateways", program).toAbsolutePath();
        Directories.delete(directory);
        List<String> blocks = ReadmeSection.of(Path.of("../../docs/gateways.md"), heading).blocks(language).stream()
                .map(block -> block.replace(":8000", ":" + port)
                        .replace(":8081", ":" + service)
                        .replace(":8090", ":" + check))
                .toList();
        try {
            Files.createDirectories(directory);
            return ManagedProcess.start(
                    program,
                    command(directory, blocks),
                    Map.of("XDG_CONFIG_HOME", directory.toString(), "XDG_DATA_HOME", directory.toString()),
                    directory,
                    line -> System.out.println(program + ": " + line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean areInstalled() {
        return Arrays.stream(values())
                .allMatch(gateway -> Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, gateway.program))));
    }
}
