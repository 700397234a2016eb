package dev.daemun.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a measured service has in its class path. */
final class Jars {
    private static final Path COPIED = Path.of("testing", "benchmarks", "target");

    private Jars() {}

    /** The jars that the build has copied there for one kind of service alone. */
    static Path[] in(String directory) {
        try (Stream<Path> jars = Files.list(COPIED.resolve(directory))) {
            return jars.toArray(Path[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Spring Boot then takes WebFlux, and Netty. */
    static boolean withoutServlets(String path) {
        return !path.contains("webmvc") && !path.contains("tomcat");
    }

    static boolean withoutDaemun(String path) {
        return withoutNative(path) && !path.contains("resource-server-starter");
    }

    static boolean withoutNative(String path) {
        return !path.contains("AmazonCorretto");
    }

    /** With Spring Security a gateway would ask for a password. */
    static boolean forBareGateway(String path) {
        return withoutDaemun(path)
                && withoutServlets(path)
                && !path.contains("spring-security")
                && !path.contains("spring-boot-security");
    }
}
