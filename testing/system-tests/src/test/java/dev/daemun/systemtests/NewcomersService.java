package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project of somebody who has never seen Daemun, outside the build, and a copy of the sources from which they install it. What they
 * install goes into a Maven repository of their own before the one of this machine.
 */
final class NewcomersService implements AutoCloseable {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path HOME = Path.of("target", "newcomers-service").toAbsolutePath();
    private static final Path SOURCES = HOME.resolve("daemun");
    private static final Path REPOSITORY = HOME.resolve("repository");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private Process running;

    private NewcomersService(Path directory) {
        this.directory = directory;
    }

    /** Copies the sources, as {@code git clone} would, and runs what the chapter says installs them. */
    static void install(String commands) throws IOException {
        Directories.delete(HOME);
        Files.createDirectories(SOURCES);
        Files.walkFileTree(PROJECT, new Clone());
        shell(SOURCES, commands);
    }

    /** Runs what the documents say in those sources. */
    static void inTheSources(String commands) throws IOException {
        shell(SOURCES, commands);
    }

    /** A project as start.spring.io makes it, with what the chapter adds to it. */
    static NewcomersService create(
            String name,
            NewcomersLanguage language,
            String webStarter,
            List<String> pom,
            String configuration,
            String controller)
            throws IOException {
        Path directory = HOME.resolve(name);
        Path sources = Files.createDirectories(
                directory.resolve("src/main").resolve(language.directory()).resolve("com/example/demo"));
        Path resources = Files.createDirectories(directory.resolve("src/main/resources"));
        Files.writeString(directory.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>org.springframework.boot</groupId>
                    <artifactId>spring-boot-starter-parent</artifactId>
                    <version>%s</version>
                    <relativePath/>
                  </parent>
                  <groupId>com.example</groupId>
                  <artifactId>demo</artifactId>
                  <version>0.0.1-SNAPSHOT</version>
                  <properties>
                    <java.version>17</java.version>
                  </properties>
                  %s
                  <dependencies>
                    <dependency>
                      <groupId>org.springframework.boot</groupId>
                      <artifactId>%s</artifactId>
                    </dependency>
                    %s
                    %s
                  </dependencies>
                  <build>
                    <sourceDirectory>${project.basedir}/src/main/%s</sourceDirectory>
                    <plugins>
                      <plugin>
                        <groupId>org.springframework.boot</groupId>
                        <artifactId>spring-boot-maven-plugin</artifactId>
                      </plugin>
                      %s
                    </plugins>
                  </build>
                </project>
                """.formatted(
                        System.getProperty("spring-boot.version"),
                        pom.get(0),
                        webStarter,
                        language.dependencies(),
                        pom.get(1),
                        language.directory(),
                        language.plugin()));
        Files.writeString(sources.resolve("DemoApplication." + language.fileExtension()), language.application());
        Files.writeString(
                sources.resolve("ReportController." + language.fileExtension()),
                "package com.example.demo;\n\n" + controller);
        Files.writeString(resources.resolve("application.yaml"), configuration);
        NewcomersService service = new NewcomersService(directory);
        shell(directory, PROJECT.resolve("mvnw") + " -q -ntp package");
        return service;
    }

    /** Starts it and waits until it answers at this address. */
    void start(String address, Map<String, String> environment) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        directory.resolve("target/demo-0.0.1-SNAPSHOT.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("service.log").toFile());
        command.environment().putAll(environment);
        running = command.start();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !running.isAlive() || Call.to(address).get().status() > 0);
        assertThat(running.isAlive()).as(log()).isTrue();
    }

    String log() {
        try {
            return Files.readString(directory.resolve("service.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.destroy();
            running.onExit().join();
        }
    }

    private static void shell(Path directory, String commands) throws IOException {
        Path log = directory.resolve("build.log");
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        shell.environment()
                .put(
                        "MAVEN_ARGS",
                        "-Dmaven.repo.local=" + REPOSITORY + " -Dmaven.repo.local.tail="
                                + System.getProperty("maven.repository"));
        Process process = shell.start();
        process.onExit().join();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    /** Without what no clone has. */
    private static final class Clone extends SimpleFileVisitor<Path> {
        private static final Set<String> NOT_CLONED = Set.of("target", "node_modules", ".run", ".git");

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (NOT_CLONED.contains(directory.getFileName().toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(SOURCES.resolve(PROJECT.relativize(directory)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !file.endsWith(".git")) {
                Files.copy(
                        file,
                        SOURCES.resolve(PROJECT.relativize(file)),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
