package io.aftercare.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** The network that a client is in, as far as counting goes. */
public final class ClientNetwork {

    private static final int BYTES_OF_A_NETWORK = 8;

    private ClientNetwork() {
    }

    /**
     * The address itself, of IPv6 its /64: who has such a network of their own has 2^64 addresses in it.
     *
     * @param address as the servlet container reports it
     */
    public static String of(String address) {
        try {
            // Never a look-up: what the container reports is a literal address or not resolved at all.
            boolean literal = address.matches("[0-9a-fA-F:.]+") && address.contains(":");
            return literal && InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), BYTES_OF_A_NETWORK))
                    : literal ? InetAddress.getByName(address).getHostAddress() : address;
        } catch (UnknownHostException unreadable) {
            return address;
        }
    }
}
