package dev.daemun.eventrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.Config;
import org.keycloak.Config.Scope;

class BadConfigurationStopsTheStartTest {
    private static final String SECRET = "whsec_b25lIHNlY3JldCBvZiAyNCBieXRlcywgb2s=";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "names           | Members                    | names has 'Members'",
                "names           | ../x                       | names has '../x'",
                "members-url     | none                       | members-url must be",
                "members-url     | members.example.com        | members-url must be",
                "members-url     | http://members.example.com | members-url must be",
                "members-url     | https:///path              | members-url must be",
                "members-url     | ftp://localhost/           | members-url must be",
                "members-url     | https://a b                | members-url must be",
                "members-secrets | none                       | members-secrets must be",
                "members-secrets | whsec_c2hvcnQ=             | members-secrets must be",
                "members-secrets | a-secret-without-prefix    | members-secrets must be",
                "members-secrets | whsec_%%%                  | members-secrets must be",
                "members-types   | signed-in,sigend-out       | members-types has 'sigend-out'",
                "members-types   | dev.daemun.identity.signed-in.v1 | members-types has 'dev.daemun.identity.signed-in.v1'"
            })
    void inOneSentenceThatNamesTheOption(String option, String value, String sentence) {
        Map<String, String> options = good();
        options.put(option, value);
        assertThatThrownBy(() -> WebhookSettings.all(scope(options)))
                .hasMessageStartingWith("--spi-event-relay--webhook--" + sentence)
                .hasMessageNotContaining("whsec_c2hvcnQ");
    }

    @Test
    void nothingNamedIsNothingSent() {
        assertThat(WebhookSettings.all(scope(Map.of()))).isEmpty();
    }

    @Test
    void twoSecretsWhileOneIsChangedAndNoMore() {
        Map<String, String> options = good();
        options.put("members-secrets", SECRET + ", " + SECRET);
        assertThat(WebhookSettings.all(scope(options)).get(0).secrets()).hasSize(2);
        options.put("members-secrets", String.join(",", SECRET, SECRET, SECRET));
        assertThatThrownBy(() -> WebhookSettings.all(scope(options))).hasMessageContaining("members-secrets");
    }

    private static Map<String, String> good() {
        return new HashMap<>(Map.of(
                "names", "members", "members-url", "https://members.example.com/events", "members-secrets", SECRET));
    }

    private static Scope scope(Map<String, String> options) {
        return new Config.SystemPropertiesScope("") {
            @Override
            public String get(String option) {
                return options.get(option);
            }
        };
    }
}
