package io.aftercare.conversation;

/** How a request reached us. */
public enum Channel { MAIL, WEB, PHONE }
