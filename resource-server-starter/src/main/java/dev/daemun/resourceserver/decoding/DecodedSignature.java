package dev.daemun.resourceserver.decoding;

import com.nimbusds.jose.util.Base64URL;
import java.util.Base64;

/** A signature as Nimbus takes it, decoded by the JDK, which is several times as fast. What is decoded here is no secret. */
final class DecodedSignature extends Base64URL {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;

    private DecodedSignature(String text, byte[] bytes) {
        super(text);
        this.bytes = bytes;
    }

    /**
     * The signature in this text.
     *
     * @throws IllegalArgumentException unless it is spelled as RFC 7515 section 2 asks, in the one way in which it can be
     */
    static DecodedSignature of(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("The same bytes are spelled in another way");
        }
        return new DecodedSignature(text, bytes);
    }

    @Override
    public byte[] decode() {
        return bytes;
    }
}
