package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AudienceProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AudienceResolveProtocolMapper;
import org.keycloak.protocol.oidc.mappers.HardcodedRole;
import org.keycloak.protocol.oidc.mappers.RoleNameMapper;
import org.keycloak.provider.ProviderConfigProperty;

class EveryMapperIsFoundAndExplainsItselfTest {

    static Stream<ProtocolMapper> mappers() {
        return Stream.of(new RolesMapper(), new IdpMapper(), new AgeMapper());
    }

    /** A mapper whose service entry is missing is skipped by Keycloak without a word. */
    @Test
    void theServiceFileListsExactlyOurMappers() throws IOException, URISyntaxException {
        List<String> listed =
                Files.readAllLines(ourClasses().resolve("META-INF/services/org.keycloak.protocol.ProtocolMapper"));

        assertThat(listed).containsExactlyInAnyOrderElementsOf(concreteMappersAmongOurClasses());
    }

    @Test
    void keycloaksLoaderCanMakeEachOfThem() {
        Stream<ProtocolMapper> made = ServiceLoader.load(ProtocolMapper.class).stream()
                .filter(provider -> provider.type().getName().startsWith("dev.daemun."))
                .map(ServiceLoader.Provider::get);

        assertThat(made)
                .extracting(ProtocolMapper::getId)
                .containsExactlyInAnyOrder("daemun-roles-mapper", "daemun-idp-mapper", "daemun-age-mapper");
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void theConsoleSaysWhatItDoes(ProtocolMapper mapper) {
        assertThat(mapper.getProtocol()).isEqualTo("openid-connect");
        assertThat(mapper.getDisplayCategory()).isEqualTo("Token mapper");
        assertThat(mapper.getDisplayType()).startsWith("Daemun ");
        assertThat(mapper.getHelpText()).isNotBlank();
        assertThat(mapper.getConfigProperties()).allSatisfy(property -> {
            assertThat(property.getLabel()).isNotBlank();
            assertThat(property.getHelpText()).isNotBlank();
            assertThat(property.getDefaultValue()).isNotNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "daemun-roles-mapper, claim.name, roles",
        "daemun-idp-mapper, claim.name, idp",
        "daemun-age-mapper, user.attribute, birthdate",
    })
    void itOffersItsOwnSettingAndEveryPlaceAClaimCanAppearIn(String id, String own, String byDefault) {
        List<ProviderConfigProperty> properties = mappers()
                .filter(mapper -> mapper.getId().equals(id))
                .findAny()
                .orElseThrow()
                .getConfigProperties();

        assertThat(properties)
                .extracting(ProviderConfigProperty::getName)
                .containsExactly(
                        own,
                        "id.token.claim",
                        "access.token.claim",
                        "lightweight.claim",
                        "userinfo.token.claim",
                        "introspection.token.claim");
        assertThat(properties.get(0).getDefaultValue()).isEqualTo(byDefault);
    }

    @Test
    void rolesAreReadAfterEverythingThatChangesRolesOrAudience() {
        assertThat(Stream.of(
                        new AudienceProtocolMapper(),
                        new AudienceResolveProtocolMapper(),
                        new HardcodedRole(),
                        new RoleNameMapper()))
                .allSatisfy(earlier -> assertThat(earlier.getPriority()).isLessThan(new RolesMapper().getPriority()));
    }

    private static List<String> concreteMappersAmongOurClasses() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(ourClasses().resolve("dev/daemun/tokenmappers"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Mapper.class") && !name.equals("ClaimMapper.class"))
                    .map(name -> "dev.daemun.tokenmappers." + name.replace(".class", ""))
                    .toList();
        }
    }

    private static Path ourClasses() throws URISyntaxException {
        return Path.of(RolesMapper.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
