package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ARealmHasOneIssuerTest {
    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/realms/r, http://127.0.0.1/realms/r, http://localhost/realms/r, https://id.example.com/realms/r",
        ", http://127.0.0.1:8080/realms/r, http://localhost:8080/realms/r, http://localhost:8080/realms/r",
        ", http://127.0.0.1:8080/realms/r, , http://127.0.0.1:8080/realms/r",
        ", , http://localhost:8080/auth/realms/r, http://localhost:8080/auth/realms/r",
        ", , http://localhost:8080/realms/its-old-name, http://localhost:8080/realms/r",
        ", , , /realms/r"
    })
    void whateverAddressARequestHad(String configured, String requested, String earlier, String issuer) {
        assertThat(new Issuer(configured, requested, "r", "/realms/r").after(earlier))
                .isEqualTo(issuer);
    }
}
