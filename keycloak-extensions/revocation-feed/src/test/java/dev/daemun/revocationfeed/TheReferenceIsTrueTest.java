package dev.daemun.revocationfeed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.eventlog.IdentityEventLogFactory;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventrelay.EventRelayFactory;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.Config;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Compares the chapter {@code docs/reference.md} with the code; it stands here because the feed knows the log and the relay. */
class TheReferenceIsTrueTest {
    private static final Path DOCUMENTS = Path.of("../../docs");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Set<String> IN_EACH_EVENT = Set.of("realm", "by", "byUserId", "part", "parts");

    @ParameterizedTest
    @CsvSource({"reference.md, Events", "reference.ko.md, 이벤트"})
    void ofEachEventAndOfWhatItCarries(String document, String heading) throws IOException {
        Map<String, Set<String>> written = new TreeMap<>();
        rows(document, heading).forEach(row -> written.put(codes(row.get(0)).get(0), Set.copyOf(codes(row.get(2)))));
        Map<String, Set<String>> carried = new TreeMap<>();
        for (IdentityEventType type : IdentityEventType.values()) {
            carried.put(type.shortName(), dataOf(type));
        }
        assertThat(written).isEqualTo(carried);
    }

    @ParameterizedTest
    @CsvSource({"reference.md, Withdrawals", "reference.ko.md, 철회"})
    void ofEachKindOfWithdrawalAndEachField(String document, String heading) throws IOException {
        List<String> kinds = Arrays.stream(Withdrawal.Kind.values())
                .map(Withdrawal.Kind::written)
                .toList();
        assertThat(names(document, heading))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(kinds.stream(), components(Withdrawal.class))
                        .toList());
        assertThat(names(document, document.contains(".ko") ? "HTTP" : "Over HTTP"))
                .containsExactlyInAnyOrderElementsOf(components(Page.class).toList());
    }

    @ParameterizedTest
    @CsvSource({"reference.md, Options of the Keycloak extensions", "reference.ko.md, Keycloak 확장의 옵션"})
    void ofEachOption(String document, String heading, @TempDir Path directory) throws IOException {
        Path properties = Files.writeString(directory.resolve("kafka.properties"), "bootstrap.servers=kafka:9092");
        Set<String> asked = new TreeSet<>();
        Map.of(
                        "identity-event-log", IdentityEventLogFactory.class,
                        "event-relay", EventRelayFactory.class,
                        "realm-restapi-extension", RealmResourceProviderFactory.class)
                .forEach((spi, type) -> ours(type)
                        .forEach(factory -> factory.init(recording(
                                "--spi-" + spi + "--" + factory.getId() + "--", asked, properties.toString()))));
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(names(document, heading)).containsExactlyInAnyOrderElementsOf(asked);
    }

    /** A further class that reads options belongs to a factory that the test above asks. */
    @Test
    void noOtherClassReadsOptions() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(".."), 20, (file, attributes) -> file.toString().matches(".*/src/main/java/.*\\.java"))) {
            assertThat(files.filter(TheReferenceIsTrueTest::readsOptions)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "Settings.java",
                            "WebhookSettings.java",
                            "Selection.java",
                            "KafkaTarget.java",
                            "KafkaSettings.java",
                            // Keycloak's own option, for the store of sessions that the log extends.
                            "RecordingSessionsFactory.java");
        }
    }

    private static boolean readsOptions(Path file) {
        try {
            String text = Files.readString(file);
            return text.contains("Config.Scope")
                    && Pattern.compile("\\b(config|scope)\\.(get|getInt|getLong|getBoolean|getArray|scope)\\(")
                            .matcher(text)
                            .find();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked") // Each of these services is a factory.
    private static Stream<ProviderFactory<?>> ours(Class<?> type) {
        return ServiceLoader.load(type).stream()
                .filter(provider -> provider.type().getName().startsWith("dev.daemun."))
                .map(provider -> (ProviderFactory<?>) provider.get());
    }

    /** Configuration that notes what it is asked for, and answers so that nothing is left unasked. */
    private static Config.Scope recording(String prefix, Set<String> asked, String file) {
        Map<String, String> answers = Map.of(
                "names", "one",
                "one-url", "https://members.example.com/",
                "one-secrets", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
                "one-topic", "identity-{realm}",
                "one-properties", file,
                "kafka-topic", "withdrawals-{realm}",
                "kafka-properties", file);
        return (Config.Scope) Proxy.newProxyInstance(
                Config.Scope.class.getClassLoader(),
                new Class<?>[] {Config.Scope.class},
                (proxy, method, arguments) -> {
                    String name = (String) arguments[0];
                    asked.add(prefix + name.replaceFirst("^one-", "<name>-"));
                    return answers.get(name);
                });
    }

    private static Set<String> dataOf(IdentityEventType type) throws IOException {
        String name = "catalogue/" + type.shortName() + ".schema.json";
        try (InputStream schema = IdentityEventType.class.getResourceAsStream(name)) {
            JsonNode properties = new ObjectMapper().readTree(schema).path("properties");
            Set<String> data = new TreeSet<>();
            properties.fieldNames().forEachRemaining(data::add);
            data.removeAll(IN_EACH_EVENT);
            return data;
        }
    }

    private static Stream<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
    }

    private static List<String> names(String document, String heading) throws IOException {
        return rows(document, heading).stream()
                .map(row -> codes(row.get(0)).get(0))
                .toList();
    }

    /** The cells of all rows below a heading and above the next. */
    private static List<List<String>> rows(String document, String heading) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENTS.resolve(document));
        return lines.stream()
                .dropWhile(line -> !line.matches("###? " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.substring(1).split("\\|", -1)))
                .toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult code) -> code.group(1))
                .collect(Collectors.toList());
    }
}
