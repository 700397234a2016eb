package dev.daemun.benchmarks;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.benchmarks.service.ChainOfFilters;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what Spring Security's filters cost a call with a token that was seen before, without a server around them. */
@Command(name = "chain", description = "What the filters alone cost a call with a token that was seen before.")
final class ChainCost implements Runnable {
    private static final String REMEMBER = "--daemun.resource-server.token-cache.remember-callers=";

    @Option(names = "--runs", defaultValue = "5", description = "Runs of each in turn, each in a process of its own.")
    private int runs;

    @Option(
            names = "--beside",
            paramLabel = "JAR",
            description = "Also the starter of another build, such as the one before a change.")
    private @Nullable Path beside;

    @Override
    public void run() {
        try (AccessTokens tokens = AccessTokens.signedBy(JWSAlgorithm.ES256)) {
            Map<String, List<String>> subjects = subjects(tokens);
            Map<String, List<Double>> measured = new LinkedHashMap<>();
            for (int run = 0; run < runs; run++) {
                subjects.forEach((name, command) ->
                        measured.computeIfAbsent(name, any -> new ArrayList<>()).add(micros(name, command)));
            }
            print(measured);
        }
    }

    private Map<String, List<String>> subjects(AccessTokens tokens) {
        String here = System.getProperty("java.class.path");
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        subjects.put("left open", command(here, tokens, "--open=true"));
        if (beside != null) {
            subjects.put("token seen, the other build", command(beside + File.pathSeparator + here, tokens));
        }
        subjects.put("token seen, " + REMEMBER.substring(2) + "false", command(here, tokens, REMEMBER + "false"));
        subjects.put("token seen", command(here, tokens));
        return subjects;
    }

    private static List<String> command(String classPath, AccessTokens tokens, String... settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The collector's threads would take turns with the one that is measured.
                "-XX:+UseSerialGC",
                "-Xmn256m",
                "-cp",
                classPath,
                ChainOfFilters.class.getName(),
                tokens.token(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri="
                        + tokens.issuer().uri(),
                "--spring.security.oauth2.resourceserver.jwt.audiences=" + KeycloakUnderTest.SERVICE));
        command.addAll(List.of(settings));
        return command;
    }

    private static double micros(String name, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            double micros = output.lines()
                    .filter(line -> line.startsWith(ChainOfFilters.TAKES))
                    .mapToDouble(line -> Double.parseDouble(line.substring(ChainOfFilters.TAKES.length())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(name + " said:\n" + output));
            System.err.printf("%s: %.2f%n", name, micros);
            return micros;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(Map<String, List<Double>> measured) {
        double open = Samples.of(measured.get("left open")).median();
        System.out.printf("| | CPU µs a request | added | from | to |%n|---|---|---|---|---|%n");
        measured.forEach((name, values) -> {
            Samples samples = Samples.of(values);
            System.out.printf(
                    "| %s | %.2f | %+.2f | %.2f | %.2f |%n",
                    name, samples.median(), samples.median() - open, samples.percentile(0), samples.max());
        });
    }
}
