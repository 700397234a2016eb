package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.reconciling.SessionEnd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.util.JsonSerialization;

class TheEndOfASessionIsToldOnceTest {
    private static final SessionEnd WHOLE = new SessionEnd("realm-id", "U", "S", null);
    private static final SessionEnd AT_CLIENT = new SessionEnd("realm-id", "U", "S", "C");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SIGNED_OUT            | U | {\"sid\":\"S\"}                                              | true  | true",
                "SIGNED_OUT            | U | {\"sid\":\"other\"}                                          | false | false",
                "SESSION_ENDED         | U | {\"sid\":\"S\"}                                              | true  | true",
                "SIGNED_OUT_EVERYWHERE | U | {}                                                           | true  | true",
                "SIGNED_OUT_EVERYWHERE | V | {}                                                           | false | false",
                "DELETED               | U | {}                                                           | true  | true",
                "DISABLED              | U | {}                                                           | false | false",
                "EVERYONE_SIGNED_OUT   |   | {}                                                           | true  | true",
                "TOKEN_REVOKED         | U | {\"sid\":\"S\",\"clientId\":\"C\",\"tokenType\":\"refresh\"} | false | true",
                "TOKEN_REVOKED         | U | {\"sid\":\"S\",\"clientId\":\"D\",\"tokenType\":\"refresh\"} | false | false",
                "TOKEN_REVOKED         | U | {\"sid\":\"S\",\"clientId\":\"D\",\"tokenType\":\"refresh\",\"sessionEnded\":true} | true | true",
                "TOKEN_REVOKED         | U | {\"sid\":\"S\",\"clientId\":\"C\",\"tokenType\":\"refresh\",\"sessionEnded\":false} | false | true",
                "TOKEN_REVOKED         | U | {\"sid\":\"T\",\"clientId\":\"C\",\"tokenType\":\"refresh\",\"sessionEnded\":true} | false | false",
                "TOKEN_REVOKED         | U | {\"sid\":\"S\",\"clientId\":\"C\",\"tokenType\":\"access\"}  | false | false",
                "TOKEN_REVOKED         | U | {\"sid\":\"S\",\"clientId\":\"D\",\"exchangedClientIds\":[\"C\"]} | false | true",
                "CONSENT_WITHDRAWN     | U | {\"clientId\":\"C\"}                                         | false | true",
                "CONSENT_WITHDRAWN     | U | {\"clientId\":\"D\"}                                         | false | false",
                "CONSENT_WITHDRAWN     | V | {\"clientId\":\"C\"}                                         | false | false",
                "SIGNED_IN             | U | {\"sid\":\"S\",\"clientId\":\"C\"}                           | false | false"
            })
    void byTheEventThatWithdrawsAtLeastAsMuch(
            IdentityEventType type, String user, String data, boolean whole, boolean atClient)
            throws JsonProcessingException {
        Draft draft = draft(type, "realm-id", user, data);
        assertThat(WHOLE.isToldBy(draft.told())).isEqualTo(whole);
        assertThat(AT_CLIENT.isToldBy(draft.told())).isEqualTo(atClient);
        Draft elsewhere = draft(type, "another-realm", user, data);
        assertThat(WHOLE.isToldBy(elsewhere.told())).isFalse();
        assertThat(AT_CLIENT.isToldBy(elsewhere.told())).isFalse();
    }

    private static Draft draft(IdentityEventType type, String realmId, String user, String data)
            throws JsonProcessingException {
        Draft draft = new Draft(type, realmId, new Issuer(null, null, "daemun", "/realms/daemun"), true).user(user);
        draft.data.setAll((ObjectNode) JsonSerialization.mapper.readTree(data));
        return draft;
    }
}
