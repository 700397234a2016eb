package dev.daemun.times;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Measures what {@code ./verify} spends its time on: {@code java Times.java watch CSV PID} looks once a second at the
 * processes that the shell with that id has started, and at those in containers, until a file named like the CSV with
 * {@code .stop} behind it appears; {@code java Times.java report CSV} adds each test's time, from the reports of Surefire and
 * Failsafe, and prints where the time went.
 *
 * <p>One file without dependencies, because {@code ./verify} runs it from source before anything is built.
 */
public final class Times {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int DEAREST = 20;

    private Times() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path csv = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "watch" -> watch(csv, Long.parseLong(arguments[2]));
            case "report" -> report(csv, Path.of(""), System.out);
            default -> throw new IllegalArgumentException("The first argument must be watch or report.");
        }
    }

    private static void watch(Path csv, long shell) throws IOException, InterruptedException {
        Path stop = csv.resolveSibling(csv.getFileName() + ".stop");
        Instant begin = ProcessHandle.of(shell)
                .flatMap(process -> process.info().startInstant())
                .orElseGet(Instant::now);
        Watch watch = new Watch(shell, begin);
        while (!Files.exists(stop)) {
            watch.look();
            Thread.sleep(INTERVAL.toMillis());
        }
        Files.delete(stop);
        Files.createDirectories(csv.toAbsolutePath().getParent());
        Files.write(csv, watch.rows().map(Row::line).toList());
    }

    /** Reads what was watched, adds the tests' times to the file, and prints the sums. */
    static void report(Path csv, Path project, PrintStream out) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(csv)) {
            rows.add(Row.of(line));
        }
        rows.addAll(Reports.in(project));
        rows.sort(Comparator.comparing(Row::kind).thenComparing(Row::name));
        Files.write(csv, rows.stream().map(Row::line).toList());

        Map<String, List<Row>> byKind = new TreeMap<>();
        rows.forEach(row ->
                byKind.computeIfAbsent(row.kind(), kind -> new ArrayList<>()).add(row));
        out.printf(Locale.ROOT, "%n%-28s %6s %10s %10s%n", "Kind", "number", "wall s", "CPU s");
        byKind.forEach((kind, ofKind) -> out.printf(
                Locale.ROOT,
                "%-28s %6d %10.1f %10.1f%n",
                kind,
                ofKind.size(),
                sum(ofKind, Row::wallMillis),
                sum(ofKind, Row::cpuMillis)));
        out.printf(Locale.ROOT, "%nThe %d dearest tests and starts, in seconds%n", DEAREST);
        rows.stream()
                .filter(row -> row.kind().contains("test") || row.kind().contains("start"))
                .filter(row -> !row.kind().startsWith("process"))
                .sorted(Comparator.comparingLong(Row::wallMillis).reversed())
                .limit(DEAREST)
                .forEach(row -> out.printf(
                        Locale.ROOT, "%10.1f  %-18s %s%n", row.wallMillis() / 1000.0, row.kind(), row.name()));
        out.println("All of it is in " + csv + ".");
    }

    private static double sum(List<Row> rows, ToLongFunction<Row> millis) {
        return rows.stream().mapToLong(millis).sum() / 1000.0;
    }

    /**
     * One line of the file.
     *
     * @param kind what sort of work it was
     * @param name the test or the process
     * @param wallMillis how long it took or lived, in milliseconds
     * @param cpuMillis the processor time it used itself, in milliseconds; 0 where that is not known
     */
    record Row(String kind, String name, long wallMillis, long cpuMillis) {
        static Row of(String line) {
            String[] cells = line.split(",", 4);
            return new Row(cells[0], cells[3], Long.parseLong(cells[1]), Long.parseLong(cells[2]));
        }

        /** The name comes last, since it alone may hold a comma. */
        String line() {
            return kind + ',' + wallMillis + ',' + cpuMillis + ',' + name.replaceAll("\\R", " ");
        }
    }

    /** What has been seen of the processes so far. */
    static final class Watch {
        private final long shell;
        private final Instant begin;
        private final Map<String, Optional<String>> places = new HashMap<>();
        private final Map<String, Row> seen = new HashMap<>();

        Watch(long shell, Instant begin) {
            this.shell = shell;
            this.begin = begin;
        }

        void look() {
            ProcessHandle.allProcesses().forEach(process -> {
                ProcessHandle.Info info = process.info();
                Instant started = info.startInstant().orElse(Instant.MIN);
                // The system rounds a start down, by less than a second.
                if (started.isAfter(begin.minusSeconds(1))
                        && process.pid() != ProcessHandle.current().pid()) {
                    String key = process.pid() + " " + started;
                    // Remembered, since to ask for all parents of all processes took a twentieth of a processor.
                    places.computeIfAbsent(key, any -> placeOf(process))
                            .ifPresent(place -> note(key, info, place, started));
                }
            });
        }

        Stream<Row> rows() {
            return seen.values().stream();
        }

        private void note(String key, ProcessHandle.Info info, String place, Instant started) {
            String command = info.commandLine().or(info::command).orElse("");
            long cpu = info.totalCpuDuration().map(Duration::toMillis).orElse(0L);
            Row before = seen.get(key);
            if (command.isEmpty() && (cpu == 0 || before == null)) {
                // It ended while it was looked at, and is not known by name.
                return;
            }
            // One that has just ended has used all of its time, and is called nothing any more.
            String kind = command.isEmpty() ? before.kind() : "process" + place + ": " + kindOf(command);
            String name = command.isEmpty() ? before.name() : nameOf(command);
            seen.put(
                    key,
                    new Row(kind, name, Duration.between(started, Instant.now()).toMillis(), cpu));
        }

        /** Nothing where the process has nothing to do with this run. */
        private Optional<String> placeOf(ProcessHandle process) {
            for (ProcessHandle each = process;
                    each != null;
                    each = each.parent().orElse(null)) {
                if (each.pid() == shell) {
                    return Optional.of("");
                }
                if (each.info().command().orElse("").endsWith("containerd-shim-runc-v2")) {
                    return Optional.of(" in container");
                }
            }
            return Optional.empty();
        }
    }

    /** By what only such a process has in its command line; the order matters. */
    static String kindOf(String command) {
        if (command.contains("surefire") && command.contains("booter")) {
            return command.contains("system-tests") || command.contains("failsafe")
                    ? "integration tests"
                    : "unit tests";
        }
        if (command.contains("MavenWrapperMain")
                || command.contains("plexus-classworlds")
                || command.contains("plexus.classworlds")) {
            return "Maven";
        }
        if (command.contains("kc.home.dir")) {
            return "Keycloak";
        }
        if (command.contains("kafka.Kafka") || command.contains("kafka.tools")) {
            return "Kafka";
        }
        for (String service : List.of("sample-resource-service", "api-gateway")) {
            if (command.contains(service + ".jar")) {
                return service;
            }
        }
        String program = nameOf(command).split(" ", 2)[0];
        return switch (program) {
            case "chromium", "chromium-headless-shell", "chrome", "chrome_crashpad_handler" -> "browser";
            case "java" -> "other Java";
            default -> program.startsWith("postgres") ? "PostgreSQL" : "other";
        };
    }

    /** The program without its directory, and the end of its arguments, where programs in Java have what tells them apart. */
    static String nameOf(String command) {
        String[] words = command.split(" ", 2);
        String program = words[0].substring(words[0].lastIndexOf('/') + 1);
        String arguments = words.length == 1 ? "" : words[1];
        return (program + " " + arguments.substring(Math.max(0, arguments.length() - 120))).strip();
    }

    /** What Surefire and Failsafe have written, and what the integration tests have noted of the servers they started. */
    private static final class Reports {
        private Reports() {}

        static List<Row> in(Path project) throws IOException {
            List<Row> rows = new ArrayList<>();
            Files.walkFileTree(project.toAbsolutePath(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = String.valueOf(directory.getFileName());
                    boolean skipped = name.equals("node_modules") || name.equals("src") || name.startsWith(".");
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String name = file.getFileName().toString();
                    if (name.startsWith("TEST-") && name.endsWith(".xml")) {
                        String directory = file.getParent().getFileName().toString();
                        rows.addAll(tests(directory.startsWith("failsafe") ? "integration test" : "unit test", file));
                    } else if (name.equals("starts.csv")) {
                        Files.readAllLines(file).forEach(line -> rows.add(Row.of(line)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            return rows;
        }

        private static List<Row> tests(String kind, Path report) {
            List<Row> rows = new ArrayList<>();
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            try (InputStream file = Files.newInputStream(report)) {
                XMLStreamReader xml = factory.createXMLStreamReader(file, StandardCharsets.UTF_8.name());
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamReader.START_ELEMENT
                            && xml.getLocalName().equals("testcase")) {
                        String type = xml.getAttributeValue(null, "classname");
                        rows.add(new Row(
                                kind,
                                type.substring(type.lastIndexOf('.') + 1) + "." + xml.getAttributeValue(null, "name"),
                                millis(xml.getAttributeValue(null, "time")),
                                0));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (XMLStreamException e) {
                throw new IllegalStateException(report + " can't be read", e);
            }
            return rows;
        }

        private static long millis(String seconds) {
            return Math.round(Double.parseDouble(seconds.replace(",", "")) * 1000);
        }
    }
}
