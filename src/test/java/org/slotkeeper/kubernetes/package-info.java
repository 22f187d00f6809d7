/** The manifests in {@code k8s}, built, typed and judged without a cluster. */
package org.slotkeeper.kubernetes;
