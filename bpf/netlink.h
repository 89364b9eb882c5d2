/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Is a descriptor a socket of AF_NETLINK, and of which protocol? */
#ifndef BEETRACE_NETLINK_H
#define BEETRACE_NETLINK_H

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct files_struct {
	void *fdt;
};

struct file {
	void *private_data;
};

struct sock {
	__u16 sk_protocol;
};

#pragma clang attribute pop

/*
 * What these begin with has not moved since long before 5.8, so it is not looked up, see kernel.h:
 * struct fdtable (include/linux/fdtable.h), struct socket from its third member on (include/linux/net.h).
 */
struct table_begin {
	__u32 max_fds;
	__u64 files;
};

struct socket_ends {
	__u64 file;
	__u64 sock;
};
#define SOCKET_ENDS_AT	16
#define SOCK_FAMILY_AT	16		/* include/net/sock.h: struct sock_common */
#define AF_NETLINK	16		/* include/linux/socket.h */

/* The protocol of that descriptor's socket and 1; 0: it is none, or none of AF_NETLINK. */
__noinline __u64 socket__netlink(__u32 number)
{
	struct task_struct *current = current__task();
	struct files_struct *files = CURRENT(current, files);
	__u64 file = 0, socket, sock;
	struct table_begin table;
	struct socket_ends ends;
	__u16 family = 0;

	if (bpf_probe_read_kernel(&table, sizeof(table), BPF_CORE_READ(files, fdt)) || number >= table.max_fds)
		return 0;
	if (bpf_probe_read_kernel(&file, sizeof(file), (void *)(table.files + 8 * (__u64)number)) || !file)
		return 0;
	socket = (__u64)BPF_CORE_READ((struct file *)file, private_data);
	/* Other files have other data there: a socket knows its file. */
	if (bpf_probe_read_kernel(&ends, sizeof(ends), (void *)(socket + SOCKET_ENDS_AT)) || ends.file != file)
		return 0;
	sock = ends.sock;
	if (bpf_probe_read_kernel(&family, sizeof(family), (void *)(sock + SOCK_FAMILY_AT)) ||
	    family != AF_NETLINK)
		return 0;
	return 1 + BPF_CORE_READ((struct sock *)sock, sk_protocol);
}

#endif
