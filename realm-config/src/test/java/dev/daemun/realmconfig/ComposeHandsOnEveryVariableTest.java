package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody sets in {@code .env} reaches the realm: a variable that Compose does not hand on would be ignored silently. */
class ComposeHandsOnEveryVariableTest {
    private static final Pattern IN_A_FILE = Pattern.compile("\\$\\{(DAEMUN_[A-Z0-9_]+)|\"(DAEMUN_[A-Z0-9_]+)\"");

    @Test
    void ofTheRealm() throws IOException {
        Set<String> variables = new TreeSet<>();
        try (var files = Files.walk(Path.of("realm"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(RealmFiles.DEMO_USERS))
                    .filter(file -> !file.toString().endsWith(".schema.json"))::iterator) {
                IN_A_FILE
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> variables.add(found.group(1) == null ? found.group(2) : found.group(1)));
            }
        }
        assertThat(variables).contains("DAEMUN_SMTP_HOST", "DAEMUN_GOOGLE_HOSTED_DOMAIN", "DAEMUN_SIGNATURE_ALGORITHM");
        String compose = Files.readString(Path.of("../docker-compose.yml"));
        assertThat(variables)
                .allSatisfy(variable -> assertThat(compose).containsPattern("\n +" + variable + ": \\$\\{DAEMUN_"));
    }
}
