package io.aftercare.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokenizer library tells nobody that it is used. Each case has a JVM of its own, since it reports once a JVM. */
class NoPhoneHomeTest {

    @TempDir
    private Path natives;

    @Test
    void loadingTheModelConnectsToNobody() throws Exception {
        assertThat(run("ours")).contains("LOADED").doesNotContain("CONNECTS");
    }

    /** Shows that the test above would see an attempt. */
    @Test
    void withoutTheOptOutItWouldConnect() throws Exception {
        assertThat(run("theirs")).contains("LOADED", "CONNECTS");
    }

    private String run(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-DDJL_CACHE_DIR=" + natives, "-cp", System.getProperty("java.class.path"), Loading.class.getName(),
                what)
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** Loads the model, or their tokenizer as it is, and tells every connection that is about to be made. */
    static final class Loading {

        public static void main(String[] what) throws Exception {
            // Every web address that is opened, with or without a proxy, passes here.
            URL.setURLStreamHandlerFactory(protocol -> !protocol.startsWith("http") ? null : new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL address) throws IOException {
                    System.out.println("CONNECTS " + address);
                    throw new IOException("nobody is there");
                }

                @Override
                protected URLConnection openConnection(URL address, Proxy proxy) throws IOException {
                    return openConnection(address);
                }
            });
            if (what[0].equals("ours")) {
                SentenceModel.shipped().question("Who is there?").orElseThrow();
            } else {
                try (var tokenizer = HuggingFaceTokenizer.newInstance(
                        NoPhoneHomeTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json"), null)) {
                    tokenizer.tokenize("Who is there?");
                }
            }
            System.out.println("LOADED");
        }
    }
}
