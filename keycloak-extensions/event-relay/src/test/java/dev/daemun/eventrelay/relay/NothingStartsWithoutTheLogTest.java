package dev.daemun.eventrelay.relay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.fakes.Fake;
import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.EventRelayFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;

class NothingStartsWithoutTheLogTest {
    private final RelayRunner runner = new RelayRunner();

    @Test
    void whereThereIsSomethingToDeliver() {
        assertThatThrownBy(() -> runner.postInit(keycloakWithoutLog(List.of(new TestDestination()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("event-relay delivers the identity event log: put identity-event-log beside it in"
                        + " providers/.");
        assertThatCode(runner::close).doesNotThrowAnyException();
    }

    @Test
    void whereNothingIsConfiguredThatIsNoMatter() {
        assertThatCode(() -> runner.postInit(keycloakWithoutLog(List.of()))).doesNotThrowAnyException();
    }

    private KeycloakSessionFactory keycloakWithoutLog(List<Destination> destinations) {
        return Fake.of(KeycloakSessionFactory.class, (method, arguments) -> switch (method) {
            case "getProviderFactoriesStream" -> Stream.of(runner, new Destinations(destinations));
            case "getProviderFactory", "register" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private record Destinations(List<Destination> destinations) implements EventRelayFactory {
        @Override
        public String getId() {
            return "test";
        }

        @Override
        public void init(Config.Scope config) {
            // Nothing to configure.
        }
    }
}
