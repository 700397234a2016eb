package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NobodyElseCanAskForAReloadTest {
    @TempDir
    private Path temporary;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Path directory;

    @BeforeEach
    void aDirectoryThatEverybodyMayEnter() throws IOException {
        directory = Files.createDirectory(temporary.resolve("reloading"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void onlyTheOwnerCanEnterTheDirectoryOfTheSocket() throws IOException {
        try (ReloadSocket socket = ReloadSocket.open(directory, asked::add)) {
            assertThat(socket).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void theAnswerComesWhenTheModuleIsReplaced() {
        try (ReloadSocket socket = ReloadSocket.open(directory, asked::add)) {
            assertThat(socket).isNotNull();
            ReloadSocket.ask(directory, "token-mappers");
            assertThat(asked).containsExactly("token-mappers");
        }
    }

    @Test
    void whatGoesWrongIsSaidAndTheNextRequestIsHeard() {
        try (ReloadSocket socket = ReloadSocket.open(directory, module -> {
            asked.add(module);
            if (module.equals("unknown")) {
                throw new PlatformException("There is no such module.");
            }
            if (module.equals("broken")) {
                throw new IllegalStateException("a fault of the launcher");
            }
        })) {
            assertThat(socket).isNotNull();
            assertThatThrownBy(() -> ReloadSocket.ask(directory, "unknown")).hasMessage("There is no such module.");
            assertThatThrownBy(() -> ReloadSocket.ask(directory, "broken")).hasMessageContaining("a fault");
            ReloadSocket.ask(directory, "api-gateway");
            assertThat(asked).containsExactly("unknown", "broken", "api-gateway");
        }
    }

    @Test
    void anEndlessRequestIsCut() throws IOException {
        try (ReloadSocket socket = ReloadSocket.open(directory, asked::add);
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")))) {
            assertThat(socket).isNotNull();
            channel.write(ByteBuffer.wrap("x".repeat(5_000).getBytes(StandardCharsets.US_ASCII)));
            ReloadSocket.ask(directory, "api-gateway");
            assertThat(asked).containsExactly("x".repeat(200), "api-gateway");
        }
    }

    @Test
    void theSocketOfALauncherThatWasKilledIsReplaced() throws IOException {
        Files.createFile(directory.resolve("socket"));
        try (ReloadSocket socket = ReloadSocket.open(directory, asked::add)) {
            assertThat(socket).isNotNull();
            ReloadSocket.ask(directory, "token-mappers");
            assertThat(asked).containsExactly("token-mappers");
        }
    }

    @Test
    void withoutALauncherOneSentenceSaysSo() {
        ReloadSocket.open(directory, asked::add).close();
        assertThat(directory.resolve("socket")).doesNotExist();
        assertThatThrownBy(() -> ReloadSocket.ask(directory, "api-gateway"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("does not run");
    }
}
