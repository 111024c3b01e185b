/** Engine configuration, deployment, security and time. */
@org.springframework.modulith.ApplicationModule(displayName = "Platform")
package io.aftercare.platform;
