package dev.daemun.logintheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Keycloak's own list of messages, so that an upgrade which brings new ones fails here and names them. */
class NothingIsEnglishToAKoreanPersonTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9]+)[,}]");

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void eachMessageHasAKoreanOne(String type) {
        Set<String> english = keycloaks(type, "en").stringPropertyNames();
        assertThat(english).hasSizeGreaterThan(60);
        Set<String> korean = new TreeSet<>(keycloaks(type, "ko").stringPropertyNames());
        korean.addAll(ours(type, "ko").stringPropertyNames());

        Set<String> missing = new TreeSet<>(english);
        missing.removeAll(korean);
        // The name of Keycloak's own theme, in the admin console's list.
        missing.removeIf(key -> key.startsWith("theme.keycloak"));
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void whatWeSayInOneLanguageWeSayInBoth(String type) {
        Set<String> english = new TreeSet<>(keycloaks(type, "en").stringPropertyNames());
        english.addAll(ours(type, "en").stringPropertyNames());
        assertThat(english).containsAll(ours(type, "ko").stringPropertyNames());
        Set<String> korean = new TreeSet<>(keycloaks(type, "ko").stringPropertyNames());
        korean.addAll(ours(type, "ko").stringPropertyNames());
        assertThat(korean).containsAll(ours(type, "en").stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void aTranslationNamesNothingThatIsNotGiven(String type) {
        Properties english = keycloaks(type, "en");
        ours(type, "ko").forEach((key, korean) -> {
            String original = english.getProperty(key.toString());
            if (original != null) {
                assertThat(placeholders(original)).as(key.toString()).containsAll(placeholders(korean.toString()));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void aMailThatAsksForAClickHasTheLink(String language) {
        Properties mails = ours("email", language);
        Properties english = keycloaks("email", "en");
        english.forEach((key, original) -> {
            Matcher link = Pattern.compile("href=\"(\\{[0-9]})\"").matcher(original.toString());
            if (mails.containsKey(key) && link.find()) {
                assertThat(mails.getProperty(key.toString()))
                        .as(key.toString())
                        .contains("href=\"" + link.group(1) + "\"");
                assertThat(mails.getProperty(key.toString().replaceFirst("Html$", "")))
                        .as("the same as plain text")
                        .contains(link.group(1));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void eachIsAMessageThatJavaCanFormat(String type) {
        for (String language : List.of("en", "ko")) {
            ours(type, language)
                    .forEach((key, message) -> assertThat(
                                    new MessageFormat(message.toString(), Locale.forLanguageTag(language))
                                            .format(new Object[] {"0", "1", "2", "3", "4", "5", "6"}))
                            .as(key.toString())
                            .doesNotContain("{"));
        }
    }

    private static Set<String> placeholders(String message) {
        return PLACEHOLDER
                .matcher(message)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** The theme's parents, the further one first. */
    private static Properties keycloaks(String type, String language) {
        Properties messages = new Properties();
        for (String theme : List.of("base", "keycloak", "keycloak.v2")) {
            load(messages, "/theme/" + theme + "/" + type + "/messages/messages_" + language + ".properties");
        }
        return messages;
    }

    private static Properties ours(String type, String language) {
        Properties messages = new Properties();
        load(messages, "/theme/daemun/" + type + "/messages/messages_" + language + ".properties");
        assertThat(messages).isNotEmpty();
        return messages;
    }

    private static void load(Properties into, String resource) {
        try (InputStream file = NothingIsEnglishToAKoreanPersonTest.class.getResourceAsStream(resource)) {
            if (file != null) {
                try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
                    into.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
