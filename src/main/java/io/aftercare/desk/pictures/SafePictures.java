package io.aftercare.desk.pictures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Draws pictures anew, as large as asked for at most, so that nothing but what is seen is left of a file: no script, no
 * place where it was taken, nothing behind its end. What a file is, its bytes say, and neither its name nor its type.
 */
@Component
class SafePictures {

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");
    /** What cameras take; reading more costs memory that a small file has not announced. */
    private static final long MOST_PIXELS = 50_000_000;
    private static final int AT_ONCE = 2;

    private final Semaphore turns = new Semaphore(AT_ONCE);

    /**
     * The picture as PNG.
     *
     * @param file    of a stranger
     * @param longest edge of what is returned, in pixels; a smaller picture stays as it is
     * @throws ResponseStatusException 415 when it is no picture that is shown, 413 when it has too many pixels
     */
    byte[] drawn(byte[] file, int longest) {
        turns.acquireUninterruptibly();
        try (ImageInputStream bytes = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw noPicture(null);
            }
            ImageReader reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    throw noPicture(null);
                }
                reader.setInput(bytes, true, true);
                return png(bounded(read(reader, longest), longest));
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException
                | ClassCastException | NullPointerException | IllegalStateException broken) {
            // What readers of the JDK throw at files that are not what they begin like.
            throw noPicture(broken);
        } finally {
            turns.release();
        }
    }

    /** Reads every second, third … pixel only of a picture that is much larger. */
    private static BufferedImage read(ImageReader reader, int longest) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw noPicture(null);
        }
        if ((long) width * height > MOST_PIXELS) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE,
                    "The picture has %d × %d pixels, too many to be shown here. Save the file to look at it."
                            .formatted(width, height));
        }
        int every = Math.max(1, Math.max(width, height) / (2 * longest));
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, how);
    }

    private static BufferedImage bounded(BufferedImage picture, int longest) {
        double scale = Math.min(1, (double) longest / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return drawn;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    private static ResponseStatusException noPicture(Exception cause) {
        return new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "This is no picture that can be shown here. Save the file to look at it.", cause);
    }
}
