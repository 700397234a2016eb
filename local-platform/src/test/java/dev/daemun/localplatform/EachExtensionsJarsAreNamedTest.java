package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of jars in {@code docs/one-extension.md} names what each extension is compiled against, and each extension has a section. */
class EachExtensionsJarsAreNamedTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path EXTENSIONS = PROJECT.resolve("keycloak-extensions");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    @ParameterizedTest
    @ValueSource(strings = {"one-extension.md", "one-extension.ko.md"})
    void andNoOther(String document) throws IOException {
        String text = Files.readString(PROJECT.resolve("docs").resolve(document));
        Map<String, Set<String>> written = new TreeMap<>();
        text.lines().filter(line -> line.startsWith("| [`")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            Set<String> others = names(cells[2] + cells[3]);
            written.put(names(cells[1]).iterator().next(), others);
        });
        assertThat(written).isEqualTo(compiledAgainst());
        assertThat(text.lines())
                .containsAll(
                        written.keySet().stream().map(module -> "## " + module).toList());
    }

    private static Map<String, Set<String>> compiledAgainst() throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        try (Stream<Path> poms = Files.find(EXTENSIONS, 2, (file, attributes) -> file.endsWith("pom.xml"))) {
            for (Path pom : poms.toList()) {
                String module = pom.getParent().getFileName().toString();
                if (Files.isDirectory(pom.resolveSibling("src/main/resources/META-INF"))) {
                    modules.put(module, provided(pom));
                }
            }
        }
        assertThat(modules).hasSizeGreaterThan(8);
        return modules;
    }

    private static Set<String> provided(Path pom) throws IOException {
        Set<String> modules = new TreeSet<>();
        Jsoup.parse(Files.readString(pom), Parser.xmlParser()).select("project > dependencies > dependency").stream()
                .filter(dependency -> dependency.select("> groupId").text().equals("dev.daemun"))
                .filter(dependency -> dependency.select("> scope").text().equals("provided"))
                .forEach(dependency ->
                        modules.add(dependency.select("> artifactId").text()));
        return modules;
    }

    private static Set<String> names(String cell) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(cell).results().forEach(name -> names.add(name.group(1)));
        return names;
    }
}
