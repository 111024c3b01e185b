package io.aftercare.desk.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.server.ResponseStatusException;

class SafePicturesTest {

    private static final int LONGEST = 240;

    private final SafePictures pictures = new SafePictures();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void aPictureIsDrawnAnewAndBounded(String format) throws IOException {
        byte[] drawn = pictures.drawn(picture(3000, 1000, format), LONGEST);

        assertThat(new String(drawn, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(drawn));
        assertThat(read.getWidth()).isEqualTo(LONGEST);
        assertThat(read.getHeight()).isEqualTo(80);
    }

    @Test
    void aSmallOneStaysAsItIs() throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(pictures.drawn(picture(9, 700, "png"), 1600)));
        assertThat(read.getWidth()).isEqualTo(9);
        assertThat(read.getHeight()).isEqualTo(700);
    }

    @Test
    void whatStandsBehindThePictureIsNotGivenOut() throws IOException {
        byte[] picture = picture(20, 20, "png");
        byte[] script = "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(picture, picture.length + script.length);
        System.arraycopy(script, 0, both, picture.length, script.length);

        assertThat(new String(pictures.drawn(both, LONGEST), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "<html><script>alert(1)</script>", "%PDF-1.7", "GIF89a", "GIF89a<script>alert(1)</script>", "BM",
            "BM123456789",
            "\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff\u00e0", "II*\u0000", "%!PS-Adobe"})
    void whatIsNoPictureIsRefusedWithASentence(String bytes) {
        assertThatThrownBy(() -> pictures.drawn(bytes.getBytes(StandardCharsets.ISO_8859_1), LONGEST))
                .isInstanceOf(ResponseStatusException.class).hasMessageContaining("no picture that can be shown here");
    }

    @Test
    void manyPixelsAreRefusedBeforeTheyAreRead() {
        assertThatThrownBy(() -> pictures.drawn(announced(60_000, 60_000), LONGEST))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("60000 × 60000 pixels, too many to be shown here");
        assertThatThrownBy(() -> pictures.drawn(announced(Integer.MAX_VALUE, Integer.MAX_VALUE), LONGEST))
                .isInstanceOf(ResponseStatusException.class);
    }

    @Test
    void brokenFilesOfAllKindsAreRefusedOrDrawn() throws IOException {
        var random = new Random(7);
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            byte[] whole = picture(60, 40, format);
            for (int i = 0; i < 200; i++) {
                byte[] broken = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
                for (int j = 0; j < 4; j++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(pictures.drawn(broken, LONGEST)).isNotEmpty();
                } catch (ResponseStatusException refused) {
                    assertThat(refused.getReason()).endsWith("Save the file to look at it.");
                }
            }
        }
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    /** The beginning of a PNG that says how large it is, and no more. */
    private static byte[] announced(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width)
                .putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        var check = new CRC32();
        check.update(header.array());
        return ByteBuffer.allocate(33).put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}).putInt(13)
                .put(header.array()).putInt((int) check.getValue()).array();
    }
}
