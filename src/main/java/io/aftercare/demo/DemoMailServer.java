package io.aftercare.demo;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.SupportAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * A mail server on this machine only, for the demo: takes mail for any address, lets anybody in with any password, and
 * forgets everything when it stops. It runs as soon as it exists, before anything is fetched or sent.
 */
@Component
@Profile("demo")
class DemoMailServer implements DisposableBean {

    private static final String THIS_MACHINE = "127.0.0.1";

    private final SupportAddress supportAddress;
    private final GreenMail server;

    /** @throws IllegalStateException when a port is taken */
    DemoMailServer(SupportAddress supportAddress, @Value("${aftercare.demo.smtp-port}") int smtpPort,
            @Value("${aftercare.demo.imap-port}") int imapPort) throws UserException {
        this.supportAddress = supportAddress;
        this.server = new GreenMail(new ServerSetup[] {
                new ServerSetup(smtpPort, THIS_MACHINE, ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(imapPort, THIS_MACHINE, ServerSetup.PROTOCOL_IMAP)})
                .withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        try {
            server.start();
        } catch (RuntimeException taken) {
            server.stop();
            throw new IllegalStateException("The demo's mail server cannot use the ports " + smtpPort + " (SMTP) and "
                    + imapPort
                    + " (IMAP) of this machine: another program does. Stop it, or set aftercare.demo.smtp-port"
                    + " and aftercare.demo.imap-port.", taken);
        }
        UserManager users = server.getUserManager();
        users.createUser(supportAddress.address(), supportAddress.address(), "demo");
        users.setMessageDeliveryHandler((message, recipient) -> mailbox(recipient.getEmail()));
    }

    /** Everybody's addresses that have a mailbox, except our own, in order of the alphabet. */
    List<String> customers() {
        return server.getUserManager().listUser().stream().map(GreenMailUser::getEmail).map(Addresses::normalised)
                .filter(address -> !address.equals(Addresses.normalised(supportAddress.address()))).distinct().sorted()
                .toList();
    }

    /** The mails of an address, newest first; none when it never got one. */
    List<StoredMessage> mails(String address) {
        return Optional.ofNullable(server.getUserManager().getUserByEmail(Addresses.normalised(address))).map(user -> {
            try {
                return server.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                        .sorted(Comparator.comparingLong(StoredMessage::getUid).reversed()).toList();
            } catch (FolderException missing) {
                throw new IllegalStateException("The mailbox of " + address + " cannot be read.", missing);
            }
        }).orElse(List.of());
    }

    String host() {
        return THIS_MACHINE;
    }

    int smtpPort() {
        return server.getSmtp().getPort();
    }

    int imapPort() {
        return server.getImap().getPort();
    }

    @Override
    public void destroy() {
        server.stop();
    }

    /** Made at the first mail; the addresses of our conversations all lead to our own mailbox. */
    private synchronized GreenMailUser mailbox(String recipient) throws UserException {
        String own = Addresses.normalised(supportAddress.address());
        String written = Addresses.normalised(recipient);
        int at = own.indexOf('@');
        boolean ours = written.startsWith(own.substring(0, at) + "+") && written.endsWith(own.substring(at));
        String address = ours ? own : written;
        UserManager users = server.getUserManager();
        GreenMailUser user = users.getUserByEmail(address);
        if (user != null) {
            return user;
        }
        try {
            return users.createUser(address, address, address);
        } catch (UserException justMadeByALogin) {
            return Optional.ofNullable(users.getUserByEmail(address)).orElseThrow(() -> justMadeByALogin);
        }
    }
}
