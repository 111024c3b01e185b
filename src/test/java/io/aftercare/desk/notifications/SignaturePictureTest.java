package io.aftercare.desk.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.ParsedMail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SignaturePictureTest {

    private static final String NAMED = "[image: image001.png]";

    @Test
    void aLogoBelowTheAnswerIsNoFile() {
        assertThat(is(60, "You find it in the view menu.\n\n" + NAMED)).isTrue();
        assertThat(is(60, "You find it there.\n\nKind regards\nUrsula Lind\n" + NAMED + "\nTel. 030 4711")).isTrue();
        assertThat(is(60, "Dort.\n\n" + NAMED + "\nUrsula Lind\nwww.vendor.example")).isTrue();
    }

    @Test
    void aPictureOfWhatIsQuotedOrOfTheFoldedSignatureIsNoFile() {
        assertThat(SignaturePicture.is(picture(900, "1"), "There.", "There.\n-- \nUrsula\n" + NAMED)).isTrue();
    }

    @Test
    void whatTheAgentShowsIsAFile() {
        assertThat(is(700, "You find it in the view menu.\n\n" + NAMED)).as("a screenshot").isFalse();
        assertThat(is(60, "Click this:\n" + NAMED + "\nKind regards")).as("introduced").isFalse();
        assertThat(is(60, "Look " + NAMED + "\n" + "and then choose the view that shows an hourglass of all your "
                + "ancestors and descendants.")).as("in the middle").isFalse();
        assertThat(SignaturePicture.is(picture(60, null), "There.", "There.")).as("attached").isFalse();
        assertThat(SignaturePicture.is(new NewAttachment("a.pdf", "application/pdf", "1", new byte[4]), "x", "x"))
                .isFalse();
    }

    @Test
    void aSmallPictureOfTheScreenAtTheEndIsAFile() {
        assertThat(is(60, "Press this button.\n\n" + NAMED)).as("said above").isFalse();
        assertThat(is(60, "Voir ci-dessous\n" + NAMED)).as("said above, French").isFalse();
        assertThat(is(60, "Es sieht so aus, siehe Bild.\n" + NAMED + "\nUrsula Lind")).as("German").isFalse();
        for (String name : new String[] {"Screenshot 2026-05-01.png", "Bildschirmfoto.png", "Capture d'écran.png",
                "image.png", "grafik.png"}) {
            NewAttachment taken = new NewAttachment(name, "image/png", "1", picture(60, "1").content());
            String own = "You find it there.\n\n[image: " + name + "]\nUrsula";
            assertThat(SignaturePicture.is(taken, own, own)).as(name).isFalse();
        }
    }

    @Test
    void theLogoOfAMailThatWentWrongIsNoFileButItsDocumentIs() throws IOException {
        try (var file = getClass().getResourceAsStream("/mails/headers/72-agent-dutch-outlook-logo-umlaut.eml")) {
            ParsedMail mail = MailReader.read(file.readAllBytes());
            assertThat(mail.attachments()).hasSize(2).filteredOn(
                    attached -> !SignaturePicture.is(attached, mail.ownText(), mail.text()))
                    .extracting(NewAttachment::name).singleElement().asString().endsWith(".pdf");
        }
    }

    private static boolean is(int height, String own) {
        return SignaturePicture.is(picture(height, "1"), own, own + "\n> quoted");
    }

    private static NewAttachment picture(int height, String contentId) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(300, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new NewAttachment("image001.png", "image/png", contentId, bytes.toByteArray());
    }
}
