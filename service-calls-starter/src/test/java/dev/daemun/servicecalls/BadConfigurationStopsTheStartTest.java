package dev.daemun.servicecalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BadConfigurationStopsTheStartTest {
    private static final String PREFIX = "daemun.service-calls.";
    private static final String STOCK = PREFIX + "services.stock.";
    private static final List<String> GOOD = List.of(
            "spring.security.oauth2.resourceserver.jwt.issuer-uri=https://id.example.com/realms/daemun",
            PREFIX + "client-id=orders",
            PREFIX + "client-secret=secret",
            STOCK + "url=https://stock.example.com",
            STOCK + "token=exchanged",
            STOCK + "audience=stock");

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ServiceCallsAutoConfiguration.class, ServiceWebClientsAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                STOCK + "url=                            | " + STOCK + "url is not set: ",
                STOCK + "url=stock.example.com           | " + STOCK + "url is no address ",
                STOCK + "url=ftp://stock.example.com     | " + STOCK + "url is no address ",
                STOCK + "url=https://a:b@example.com     | " + STOCK + "url is no address ",
                STOCK + "url=https://example.com/?key=1  | " + STOCK + "url is no address ",
                STOCK + "token=                          | " + STOCK + "token is not set: write callers ",
                STOCK + "audience=                       | " + STOCK + "audience is not set: ",
                STOCK + "token=own                       | " + STOCK + "audience has no effect with token=own: ",
                STOCK + "token=callers                   | " + STOCK + "audience has no effect with token=callers: ",
                PREFIX + "client-id=                     | " + PREFIX + "client-id is not set: ",
                PREFIX + "client-secret=                 | " + PREFIX + "client-secret is not set: ",
                PREFIX + "token-uri=id.example.com/token | " + PREFIX + "token-uri is no address ",
                PREFIX + "max-tokens=0                   | " + PREFIX + "max-tokens must be at least 1.",
                "spring.security.oauth2.resourceserver.jwt.issuer-uri= | " + PREFIX + "token-uri is not set, "
            })
    void inOneSentenceThatNamesTheProperty(String property, String sentence) {
        with(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith(sentence)
                        .extracting(Throwable::getMessage)
                        .asString()
                        .endsWith(".")
                        .doesNotContain("a:b"));
    }

    @Test
    void scopesOfATokenThatStaysAsItIsAreAMistake() {
        application
                .withPropertyValues(
                        STOCK + "url=https://stock.example.com", STOCK + "token=callers", STOCK + "scopes=a")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith(STOCK + "scopes has no effect with token=callers"));
    }

    @Test
    void whatIsCompleteStarts() {
        with(PREFIX + "max-tokens=1").run(context -> assertThat(context).hasNotFailed());
        application.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(ServiceRestClients.class))
                    .satisfies(
                            clients -> org.assertj.core.api.Assertions.assertThatThrownBy(() -> clients.client("stock"))
                                    .hasMessageStartingWith(STOCK + "url is not set: "));
        });
    }

    /** Whoever only sends callers' tokens on needs no client. */
    @Test
    void aClientIsNeededOnlyToGetTokens() {
        application
                .withPropertyValues(STOCK + "url=https://stock.example.com", STOCK + "token=callers")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private ApplicationContextRunner with(String property) {
        List<String> all = new ArrayList<>(GOOD);
        String name = property.substring(0, property.indexOf('='));
        all.removeIf(one -> one.startsWith(name + "="));
        if (!property.equals(name + "=")) {
            all.add(property);
        }
        return application.withPropertyValues(all.toArray(String[]::new));
    }
}
