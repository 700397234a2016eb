package dev.daemun.resourceserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AKeyIsPassedOverAloneAndLoggedOnceTest {
    private final KeySetParser parser = new KeySetParser();

    @Test
    void howeverOftenItIsRead(CapturedOutput output) throws Exception {
        ECKey good = new ECKeyGenerator(Curve.P_256).keyID("good").generate().toPublicJWK();
        String keys = "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"bad\\nkey\"}," + good.toJSONString() + "]}";
        for (int i = 0; i < 3; i++) {
            assertThat(parser.parse(keys).getKeys()).containsExactly(good);
        }
        assertThat(output.getOut()).containsOnlyOnce("kid bad?key");
    }

    @Test
    void withoutAnyKeyTheSetIsEmpty() throws Exception {
        assertThat(parser.parse("{\"keys\":[]}").getKeys()).isEmpty();
        assertThat(parser.parse("{\"keys\":[null,null]}").getKeys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":null}", "<html>"})
    void whatIsNoKeySetIsAFailure(String answer) {
        assertThatThrownBy(() -> parser.parse(answer)).isInstanceOf(ParseException.class);
    }
}
