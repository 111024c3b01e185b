package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {

    @TempDir
    private Path data;

    @Test
    void keepsItsNameFromStartToStart() throws Exception {
        var first = new NodeIdentity(data);
        first.end();
        var second = new NodeIdentity(data);
        assertThat(second.name()).isEqualTo(first.name());
        assertThat(second.lasting()).isTrue();
        second.end();
    }

    @Test
    void neverSharesItsNameWithOneThatIsAlive() throws Exception {
        var alive = new NodeIdentity(data);
        var other = new NodeIdentity(data);
        assertThat(other.lasting()).isFalse();
        assertThat(other.name()).isNotEqualTo(alive.name());
        alive.end();
    }

    @Test
    void makesANewNameWhenTheFileIsDamaged() throws Exception {
        Files.writeString(data.resolve("node"), "\0\0 half a na");
        var node = new NodeIdentity(data);
        assertThat(node.lasting()).isTrue();
        assertThat(Files.readString(data.resolve("node"))).isEqualTo(node.name());
        node.end();
    }

    @Test
    void doesWithoutALastingNameWhereNothingCanBeWritten() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "");
        assertThat(new NodeIdentity(file.resolve("data")).lasting()).isFalse();
    }
}
