package dev.daemun.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.daemun.localplatform.Parts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every benchmark, each in a process of its own, since what the JVM has compiled for one would change the next one's figures. */
@Command(
        name = "all",
        description = "Runs every benchmark, in less than an hour on two processors, and keeps all tables as JSON.")
final class AllBenchmarks implements Runnable {
    /** There are fewer rounds than where a benchmark is run by itself, and some end their warm-up sooner, warm or not. */
    private static final List<List<String>> BENCHMARKS = List.of(
            List.of("call", "--rounds=3", "--seconds=3"),
            List.of("chain", "--runs=2"),
            List.of("decoding"),
            List.of("denylist"),
            List.of("gateway", "--rounds=3", "--seconds=3"),
            List.of("withdrawal", "--fewer=4", "--warm-up=30"),
            List.of("catch-up"),
            List.of("readers", "--readers=0,1000", "--seconds=40"),
            List.of("event-log", "--rounds=3", "--warm-up=16"),
            List.of("users", "--rounds=2", "--warm-up=10"),
            List.of("nodes", "--rounds=2", "--seconds=3", "--warm-up=10"),
            List.of("relay"));

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "testing/benchmarks/target/benchmarks.json",
            description = "Where the tables are written as JSON: ${DEFAULT-VALUE} unless said otherwise.")
    private Path json;

    @Override
    public void run() {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        kept.put("machine", machine());
        kept.put("versions", versions());
        for (List<String> benchmark : BENCHMARKS) {
            String name = benchmark.get(0);
            System.out.printf("%n## %s%n%n", name);
            Instant begin = Instant.now();
            List<MarkdownTable> tables = MarkdownTable.in(linesOf(benchmark));
            long seconds = Duration.between(begin, Instant.now()).toSeconds();
            System.out.printf("%n%s took %d s.%n", name, seconds);
            kept.put(
                    name,
                    Map.of(
                            "seconds",
                            seconds,
                            "tables",
                            tables.stream().map(MarkdownTable::rows).toList()));
            // After each, so that what was measured in most of an hour is not lost where a later one fails.
            write(kept);
        }
        System.out.printf("%nAll tables are in %s too.%n", json);
    }

    /** What a benchmark prints, which is printed here as it comes. */
    private static List<String> linesOf(List<String> benchmark) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddaemun.parts=" + System.getProperty("daemun.parts"),
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName()));
        command.addAll(benchmark);
        List<String> lines = new ArrayList<>();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    System.out.println(line);
                    lines.add(line);
                }
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(benchmark.get(0) + " failed.");
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("processor", processor());
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        return machine;
    }

    /** The model, where the system is a Linux that names it. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("springBoot", SpringBootVersion.getVersion());
        versions.put("keycloak", Parts.built().keycloak().getFileName().toString());
        return versions;
    }

    private void write(Map<String, Object> kept) {
        try {
            Files.createDirectories(json.toAbsolutePath().getParent());
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
