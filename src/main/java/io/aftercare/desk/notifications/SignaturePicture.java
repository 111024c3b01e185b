package io.aftercare.desk.notifications;

import io.aftercare.conversation.NewAttachment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Tells the logo in an agent's signature, and pictures of the mail that is answered, from a picture that the agent
 * shows the customer.
 */
final class SignaturePicture {

    private static final int TALLEST = 160;
    private static final int LARGEST_OF_UNKNOWN_HEIGHT = 8 * 1024;
    private static final int MOST_LINES_BELOW = 12;
    private static final int LONGEST_LINE_BELOW = 70;

    /** What programs call a picture of the screen, or one that was pasted. */
    private static final Pattern TAKEN = Pattern.compile("(?iu)screen|bildschirm|capture|captura|schermata|afdruk"
            + "|skärm|skjerm|skærm|zrzut|snip|clip|pasted|^(?:image|grafik|bild|unbenannt|unnamed)\\.\\w{3,4}$");
    private static final Pattern SHOWS = Pattern.compile("(?iu)\\b(?:see|look|here|below|above|picture|screenshot|image"
            + "|button|icon|like this|siehe|hier|unten|oben|bild|knopf|schaltfläche|symbol|voir|voici|ici|ci-dessous"
            + "|ci-dessus|capture|bouton|icône|zie|onder|knop|aquí|abajo|botón|qui|sotto|pulsante)\\b");

    private SignaturePicture() {
    }

    /**
     * @param own  what the agent writes, which names embedded pictures where they stand
     * @param text all of the mail
     */
    static boolean is(NewAttachment file, String own, String text) {
        if (!file.mediaType().startsWith("image/") || file.contentId() == null) {
            return false;
        }
        String name = "[image: " + file.name() + "]";
        int at = own.lastIndexOf(name);
        return at < 0 ? text.contains(name)
                : small(file.content()) && !TAKEN.matcher(file.name()).find() && !introduced(own.substring(0, at))
                        && closes(own.substring(at + name.length()));
    }

    /** Whether the line above speaks of what is shown. */
    private static boolean introduced(String above) {
        String text = above.stripTrailing();
        return text.endsWith(":") || SHOWS.matcher(text.substring(text.lastIndexOf('\n') + 1)).find();
    }

    /** Whether nothing more is said below: a name, a telephone number, another logo. */
    private static boolean closes(String below) {
        List<String> lines = below.lines().filter(line -> !line.isBlank()).toList();
        return lines.size() <= MOST_LINES_BELOW && lines.stream().allMatch(line -> line.length() <= LONGEST_LINE_BELOW);
    }

    private static boolean small(byte[] picture) {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                reader.setInput(bytes);
                return reader.getHeight(0) <= TALLEST;
            }
        } catch (IOException | RuntimeException unreadable) {
            return picture.length <= LARGEST_OF_UNKNOWN_HEIGHT;
        }
        return picture.length <= LARGEST_OF_UNKNOWN_HEIGHT;
    }
}
