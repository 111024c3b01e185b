package io.aftercare.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A name for this node that it keeps from start to start, in the file {@code node} of its data folder. The operating
 * system locks that file for as long as the process lives, so whoever has the name knows that nobody else goes by it
 * any more, however the last process ended. A second process on the same folder gets a name for this time only.
 */
@Component
class NodeIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(NodeIdentity.class);

    private final String name;
    private final boolean lasting;
    /** Held until the process ends, not until the application is closed: a job may take longer than that. */
    private final FileChannel file;

    @Autowired
    NodeIdentity(@Value("${aftercare.data}") Path data) {
        FileChannel opened = open(data.resolve("node"));
        String kept = opened == null ? null : read(opened);
        this.lasting = kept != null;
        this.name = lasting ? kept : UUID.randomUUID().toString();
        this.file = opened;
    }

    String name() {
        return name;
    }

    /** Whether a former process may have had the same name; then none has it now. */
    boolean lasting() {
        return lasting;
    }

    /** As when the process ends. */
    void end() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** @return null when the file cannot be had for ourselves */
    private static FileChannel open(Path path) {
        FileChannel file = null;
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock != null) {
                return file;
            }
            file.close();
        } catch (IOException unusable) {
            LOG.warn("{} cannot be used: {}. Jobs in hand when this process is killed wait for their lock to expire.",
                    path,
                    unusable.toString());
        } catch (OverlappingFileLockException sameProcess) {
            closeQuietly(file);
        }
        return null;
    }

    private static String read(FileChannel file) {
        try {
            var bytes = ByteBuffer.allocate(36);
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
                continue;
            }
            String found = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            if (found.matches("[0-9a-f-]{36}")) {
                return found;
            }
            String made = UUID.randomUUID().toString();
            file.truncate(0).write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
            file.force(true);
            return made;
        } catch (IOException unusable) {
            LOG.warn("The file \"node\" in aftercare.data cannot be read or written: {}", unusable.toString());
            return null;
        }
    }

    private static void closeQuietly(FileChannel file) {
        try {
            file.close();
        } catch (IOException gone) {
            LOG.debug("The file was closed already.", gone);
        }
    }
}
