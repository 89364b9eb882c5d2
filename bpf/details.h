/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What else is there to be said of a file that is a socket, a terminal, or the kernel's own? */
#ifndef BEETRACE_DETAILS_H
#define BEETRACE_DETAILS_H

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct in6_addr {
	__u8 bytes[16];
};

struct sock_common {
	__be32 skc_daddr;
	__be32 skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num;
	unsigned short skc_family;
	unsigned char skc_state;
	struct in6_addr skc_v6_daddr;
	struct in6_addr skc_v6_rcv_saddr;
};

struct socket;

struct sock {
	struct sock_common __sk_common;
	__u16 sk_type;
	__u16 sk_protocol;
	struct socket *sk_socket;
	__u32 sk_max_ack_backlog;
};

struct socket {
	struct sock *sk;
};

struct socket_alloc {
	struct socket socket;
	struct inode vfs_inode;
};

struct sockaddr_un {
	char sun_path[108];
};

struct inet_sock {
	__be16 inet_sport;
};

struct tcp_sock {
	__u32 rcv_nxt;
};

struct unix_address {
	int len;
	struct sockaddr_un name[0];
};

struct unix_sock {
	struct unix_address *addr;
	struct sock *peer;
};

struct netlink_sock {
	__u32 portid;
	bool bound;
};

struct eventfd_ctx {
	__u64 count;
	unsigned int flags;
	int id;
};

struct signalfd_ctx {
	sigset_t sigmask;
};

struct tty_struct {
	int index;
};

struct tty_file_private {
	struct tty_struct *tty;
};

#pragma clang attribute pop

#define AF_UNIX		1		/* include/linux/socket.h */
#define AF_INET		2
#define AF_INET6	10
#define AF_NETLINK	16
#define IPPROTO_TCP	6		/* include/uapi/linux/in.h */
#define S_IFMT		0170000		/* include/uapi/linux/stat.h */
#define S_IFSOCK	0140000
#define S_IFCHR		0020000
#define PTMX		(5 << 20 | 2)	/* Documentation/admin-guide/devices.txt: every pseudoterminal's master */
/* The first 8 bytes of the names of anonymous files, as a number: "[eventfd]", "[signalfd]", "[pidfd]". */
#define NAME_EVENTFD	0x6466746e6576655bULL
#define NAME_SIGNALFD	0x666c616e6769735bULL
#define NAME_PIDFD	0x005d64666469705bULL
/* Bytes of sockaddr_un before its path, and of the path. */
#define UNIX_PATH_AT	2
#define UNIX_PATH	108

/* What kind of file it is. */
static __always_inline __u32 namer__detail(struct namer *n)
{
	__u32 mode = READ(inode, n->inode, i_mode) & S_IFMT, form;
	__u64 name = 0;

	if (!n->file)
		return BT_PLAIN;
	if (mode == S_IFSOCK)
		return BT_SOCKET;
	if (mode == S_IFCHR)
		return READ(inode, n->inode, i_rdev) == PTMX ? BT_MASTER : BT_PLAIN;
	form = namer__form(n);
	if (form == BT_NAME_PIDFD)
		return BT_PIDFD;
	if (form != BT_NAME_ANON ||
	    bpf_probe_read_kernel(&name, sizeof(name), (void *)READ_POINTER(dentry, n->path.dentry, d_name.name)))
		return BT_PLAIN;
	switch (name) {
	case NAME_EVENTFD:
		return BT_EVENTFD;
	case NAME_SIGNALFD:
		return BT_SIGNALFD;
	case NAME_PIDFD:
		return BT_PIDFD;
	default:
		return BT_PLAIN;
	}
}

/* The id that a process has in beetrace's PID namespace; 0: none, or it is gone. */
static __always_inline __u32 pid__number(__u64 pid)
{
	struct upid upid = {};
	__u32 level = pidns_level;

	if (!pid || level > READ(pid, pid, level) || !ADDRESS_AT(pid + bpf_core_field_offset(struct pid, tasks)))
		return 0;
	bpf_probe_read_kernel(&upid, sizeof(upid),
			      (void *)(pid + bpf_core_field_offset(struct pid, numbers) + level * sizeof(upid)));
	return upid.ns == pidns ? upid.nr : 0;
}

/*
 * Whether the port that getsockname(2) says is, or was, one by which others found the socket: of TCP one whose
 * attempt to connect has failed keeps the number of a port that it has no more. What was
 * connected once has been told by the other side where its bytes begin; what has listened knows how many may wait.
 */
static __always_inline bool socket__has_port(__u64 sock, __u32 protocol)
{
	return protocol != IPPROTO_TCP || READ(sock_common, sock, skc_num) ||
	       (READ(sock_common, sock, skc_dport) && READ(tcp_sock, sock, rcv_nxt)) ||
	       READ(sock, sock, sk_max_ack_backlog);
}

/* The struct pid that a pidfd is for. */
static __always_inline __u64 pidfd__pid(struct namer *n)
{
	/* From 6.9 on it is a file of a file system of its own (fs/pidfs.c). */
	if (namer__form(n) == BT_NAME_PIDFD)
		return READ_POINTER(inode, n->inode, i_private);
	return READ_POINTER(file, n->file, private_data);
}

/* Says what a socket is, and where its ends are. Returns how many bytes that takes. */
static __always_inline __u32 socket__tell(struct namer *n, struct bt_socket *told)
{
	__u64 sock = READ_POINTER(socket, READ_POINTER(file, n->file, private_data), sk), peer, address;
	__u64 len = 0;
	__u32 family;

	__builtin_memset(told, 0, sizeof(*told));
	if (!sock)
		return sizeof(*told);
	family = READ(sock_common, sock, skc_family);
	told->family = family;
	told->state = READ(sock_common, sock, skc_state);
	told->type_ = READ(sock, sock, sk_type);
	told->protocol = READ(sock, sock, sk_protocol);
	switch (family) {
	case AF_INET:
	case AF_INET6:
		/* As getsockname(2) has it, also of one whose connection is over. */
		if (socket__has_port(sock, told->protocol))
			told->port = __builtin_bswap16(READ(inet_sock, sock, inet_sport));
		told->peer_port = __builtin_bswap16(READ(sock_common, sock, skc_dport));
		if (family == AF_INET) {
			*(__u32 *)told->address = READ(sock_common, sock, skc_rcv_saddr);
			*(__u32 *)told->peer_address = READ(sock_common, sock, skc_daddr);
			break;
		}
		bpf_probe_read_kernel(told->address, 16,
				      (void *)(sock + bpf_core_field_offset(struct sock_common, skc_v6_rcv_saddr)));
		bpf_probe_read_kernel(told->peer_address, 16,
				      (void *)(sock + bpf_core_field_offset(struct sock_common, skc_v6_daddr)));
		break;
	case AF_UNIX:
		peer = READ_POINTER(unix_sock, sock, peer);
		if (peer)
			peer = READ_POINTER(sock, peer, sk_socket);
		if (peer)
			told->peer = READ(inode, peer - bpf_core_field_offset(struct socket_alloc, socket) +
					  bpf_core_field_offset(struct socket_alloc, vfs_inode), i_ino);
		address = READ_POINTER(unix_sock, sock, addr);
		if (!address)
			break;
		len = READ(unix_address, address, len) - UNIX_PATH_AT;
		if (len > UNIX_PATH)
			len = UNIX_PATH;
		barrier_var(len);
		len &= 127;
		if (bpf_probe_read_kernel(told + 1, len, (void *)(address + UNIX_PATH_AT +
								  bpf_core_field_offset(struct unix_address, name))))
			len = 0;
		break;
	case AF_NETLINK:
		told->netlink_port = READ(netlink_sock, sock, portid);
		told->bound = READ(netlink_sock, sock, bound);
		break;
	}
	return sizeof(*told) + len;
}

/* Says what else is known of a file of that kind. Returns how many bytes that takes. */
static __always_inline __u32 detail__tell(struct namer *n, __u32 detail, void *place)
{
	struct bt_number *told = place;
	__u64 private;

	if (detail == BT_PLAIN)
		return 0;
	if (detail == BT_SOCKET)
		return socket__tell(n, place);
	told->id = 0;
	told->flags = 0;
	private = READ_POINTER(file, n->file, private_data);
	switch (detail) {
	case BT_EVENTFD:
		told->number = READ(eventfd_ctx, private, count);
		told->id = READ(eventfd_ctx, private, id);
		told->flags = READ(eventfd_ctx, private, flags);
		break;
	case BT_SIGNALFD:
		/* The kernel keeps those that it is not for. */
		told->number = ~READ(signalfd_ctx, private, sigmask.sig[0]);
		break;
	case BT_MASTER:
		told->number = (__u32)READ(tty_struct, READ_POINTER(tty_file_private, private, tty), index);
		break;
	default:
		told->number = pid__number(pidfd__pid(n));
		break;
	}
	return sizeof(*told);
}

#endif
