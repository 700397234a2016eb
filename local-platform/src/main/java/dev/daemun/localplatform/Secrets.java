package dev.daemun.localplatform;

import dev.daemun.realmconfig.PrivateFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Random secrets of one platform. They are kept beside its data, because Keycloak stores them at its first start. */
final class Secrets {
    private final Path file;
    private final Properties values = new Properties();

    Secrets(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                values.load(new StringReader(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The secret of that name, which the first call generates. */
    String get(String name) {
        String secret = values.getProperty(name);
        if (secret == null) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            secret = Base64.getUrlEncoder().encodeToString(random);
            values.setProperty(name, secret);
            save();
        }
        return secret;
    }

    private void save() {
        StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFile.write(file, text.toString());
    }
}
