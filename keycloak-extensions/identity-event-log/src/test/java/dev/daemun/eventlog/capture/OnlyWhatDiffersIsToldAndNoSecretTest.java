package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.util.JsonSerialization;

class OnlyWhatDiffersIsToldAndNoSecretTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1}               | {'a':1}               | {}             | {}",
                "{'a':1,'b':2}         | {'a':1,'b':3}         | {'b':2}        | {'b':3}",
                "{'a':1}               | {}                    | {'a':1}        | {}",
                "{}                    | {'a':[1]}             | {}             | {'a':[1]}",
                "{'x':{'a':1,'b':2}}   | {'x':{'a':1,'b':3}}   | {'x':{'b':2}}  | {'x':{'b':3}}",
                "{'x':{'a':1}}         | {'x':5}               | {'x':{'a':1}}  | {'x':5}",
                "{'l':[1,2]}           | {'l':[2,1]}           | {'l':[1,2]}    | {'l':[2,1]}",
                "{'x':{}}              | {'x':{}}              | {}             | {}"
            })
    void whatIsTheSameIsLeftOut(String before, String after, String left, String right) throws IOException {
        WhatDiffers differs = WhatDiffers.of(json(before), json(after));
        assertThat(differs.before()).isEqualTo(json(left));
        assertThat(differs.after()).isEqualTo(json(right));
        assertThat(differs.cut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "clientSecret",
                "client.secret.rotated",
                "password",
                "bindPassword",
                "adminKey",
                "privateKey",
                "api_key",
                "registrationAccessToken",
                "keystorePassword",
                "credentials"
            })
    void aSecretThatChangedIsShownAsNeither(String name) throws IOException {
        WhatDiffers differs = WhatDiffers.of(
                json("{'config':{'" + name + "':'old-one','x':1},'list':[{'" + name + "':['old-one']}]}"),
                json("{'config':{'" + name + "':'new-one','x':1},'list':[]}"));
        assertThat(differs.toString()).doesNotContain("old-one", "new-one");
        assertThat(differs.before().path("config").has(name)).isTrue();
        assertThat(differs.after().path("config").has(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"passwordPolicy", "access.token.lifespan", "resetPasswordAllowed", "secretary"})
    void aSettingIsShown(String name) throws IOException {
        assertThat(WhatDiffers.of(json("{'" + name + "':'one'}"), json("{'" + name + "':'two'}"))
                        .after())
                .isEqualTo(json("{'" + name + "':'two'}"));
    }

    @ParameterizedTest
    @CsvSource({"1, 3000", "30, 1900", "20000, 1", "5, 30000"})
    void howeverLongItIsItFitsIntoAnEvent(int members, int length) {
        ObjectNode after = JsonSerialization.createObjectNode();
        ObjectNode inner = after.putObject("inner");
        for (int i = 0; i < members; i++) {
            after.put("member-" + i, "x".repeat(length));
            inner.put("inner-" + i, "\"".repeat(length));
        }
        WhatDiffers differs = WhatDiffers.of(JsonSerialization.createObjectNode(), after);
        assertThat(differs.after().toString()).hasSizeLessThanOrEqualTo(WhatDiffers.LONGEST_STATE);
        assertThat(differs.cut()).isTrue();
    }

    @Test
    void aUsualOneIsWhole() throws IOException {
        WhatDiffers differs = WhatDiffers.of(json("{}"), json("{'a':'" + "x".repeat(1_900) + "'}"));
        assertThat(differs.after().path("a").asText()).hasSize(1_900);
        assertThat(differs.cut()).isFalse();
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) JsonSerialization.mapper.readTree(text.replace('\'', '"'));
    }
}
