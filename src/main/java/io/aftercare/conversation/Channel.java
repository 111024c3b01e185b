package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/** How a request reached us. */
@NamedInterface("kernel")
public enum Channel { MAIL, WEB, PHONE }
