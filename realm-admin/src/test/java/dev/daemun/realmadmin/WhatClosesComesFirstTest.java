package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which settings of the realm are changed before everything else, and which after it. */
class WhatClosesComesFirstTest {
    @ParameterizedTest
    @CsvSource({
        "registrationAllowed, true, false, true",
        "registrationAllowed, false, true, false",
        "bruteForceProtected, false, true, true",
        "bruteForceProtected, true, false, false",
        "sslRequired, '\"none\"', '\"external\"', true",
        "sslRequired, '\"all\"', '\"external\"', false",
        "accessTokenLifespan, 600, 300, true",
        "accessTokenLifespan, 300, 600, false",
        // Zero is no limit of its own.
        "clientSessionIdleTimeout, 0, 300, true",
        "clientSessionIdleTimeout, 300, 0, false",
        "failureFactor, 30, 10, true",
        // Of what nobody knows which way is open, the change comes last.
        "passwordPolicy, '\"length(4)\"', '\"length(10)\"', false",
        "browserFlow, '\"browser\"', '\"another\"', false",
    })
    void isToldByTheSetting(String member, String found, String wanted, boolean closes) throws JsonProcessingException {
        Detail detail = new Detail(List.of(member), Json.MAPPER.readTree(found), Json.MAPPER.readTree(wanted));
        assertThat(RealmWriter.closes(detail)).isEqualTo(closes);
    }
}
