package io.aftercare.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that some tests start and that not every machine has. Tests say with {@link NeedsTool} that they need one,
 * and are skipped where it is missing.
 */
public enum Tool {

    CHROMIUM("chromium", "apt-get install chromium", List.of(), false),
    DOVECOT("dovecot", "apt-get install dovecot-imapd openssl", List.of("openssl"), true) {

        @Override
        Optional<String> unfit() {
            // The configuration of the tests is for this version; the next one reads another language.
            String version = output("--version");
            return version.startsWith("2.3.") ? Optional.empty() : Optional.of("Dovecot 2.3 (this is " + version + ")");
        }
    },
    POSTFIX("postfix", "apt-get install postfix", List.of(), true);

    /** Where to look, written as PATH is; without it where packages put programs, and nowhere when it is empty. */
    private static final String FOLDERS = System.getenv().getOrDefault("TEST_TOOLS_PATH", "/usr/bin:/usr/sbin");

    private final String program;
    private final String installation;
    private final List<String> companions;
    private final boolean asRoot;

    Tool(String program, String installation, List<String> companions, boolean asRoot) {
        this.program = program;
        this.installation = installation;
        this.companions = companions;
        this.asRoot = asRoot;
    }

    /** Where the program is; to be asked only in tests that {@linkplain NeedsTool need} it. */
    public Path program() {
        return find(program).orElseThrow(() -> new IllegalStateException("There is no " + program + " in " + FOLDERS));
    }

    /** What is missing here to start it, and how it is to be had; empty when it can be started. */
    Optional<String> missing() {
        List<String> absent = Stream.concat(Stream.of(program), companions.stream())
                .filter(name -> find(name).isEmpty()).toList();
        if (!absent.isEmpty()) {
            return Optional.of(String.join(" and ", absent) + " (" + installation + ")");
        }
        if (asRoot && !"root".equals(System.getProperty("user.name"))) {
            return Optional.of("the user root, who alone can start " + program);
        }
        return unfit();
    }

    /** What should be there in place of what is. */
    Optional<String> unfit() {
        return Optional.empty();
    }

    String output(String argument) {
        try {
            Process process = new ProcessBuilder(program().toString(), argument).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes()).strip();
        } catch (IOException cannotBeStarted) {
            return cannotBeStarted.getMessage();
        }
    }

    private static Optional<Path> find(String name) {
        return Arrays.stream(FOLDERS.split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }
}
